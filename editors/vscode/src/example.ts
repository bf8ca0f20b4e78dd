import * as vscode from "vscode";

/** A script with two pitfalls, for who wants to see what is found: one that is mended safely, and one with a choice to make. */
const EXAMPLE = `// Point at what is underlined, and at the number.
var DWObject;

Dynamsoft.DWT.RegisterEvent("OnWebTwainReady", function () {
  DWObject = Dynamsoft.DWT.GetWebTwain("dwtcontrolContainer");
  DWObject.RegisterEvent("OnPostAllTransfers", upload);
});

function upload() {
  DWObject.IfSSL = true;
  DWObject.HTTPPort = 80;
  var pdf = Dynamsoft.DWT.EnumDWT_ImageType.IT_Pdf;
  DWObject.HTTPUpload("/upload", [0], pdf, Dynamsoft.DWT.EnumDWT_UploadDataFormat.Binary, onUploaded, onFailed);
}

function onUploaded() {
  DWObject.RemoveAllImages();
}

function onFailed(errorCode, errorString) {
  if (errorCode === -1073) {
    alert("Black and white pages cannot be JPEG files.");
  }
}
`;

export async function openExample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "javascript", content: EXAMPLE });
  await vscode.window.showTextDocument(document);
}
