// HTTPUpload takes a whole address; its scheme and port say everything.
function uploadHere(indices) {
  const url = `${location.protocol}//${location.host}/upload`;
  DWObject.IfSSL = location.protocol === "https:";
  DWObject.HTTPUpload(
    url,
    indices,
    Dynamsoft.DWT.EnumDWT_ImageType.IT_PDF,
    Dynamsoft.DWT.EnumDWT_UploadDataFormat.Binary,
    "scan.pdf",
    () => console.log("sent"),
    (code, text) => console.error(code, text)
  );
}

function uploadElsewhere(indices, done, failed) {
  DWObject.IfSSL = true;
  DWObject.HTTPUpload("https://scans.example.org/in", indices, Dynamsoft.DWT.EnumDWT_ImageType.IT_TIF, Dynamsoft.DWT.EnumDWT_UploadDataFormat.Binary, "scan.tif", done, failed);
}
