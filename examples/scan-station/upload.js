// Where the scanned pages go.

// To the server that the page comes from.
function uploadDocument() {
  if (!DWObject || DWObject.HowManyImagesInBuffer === 0) return;
  DWObject.IfSSL = true;
  DWObject.HTTPPort = location.port == "" ? 80 : location.port;
  DWObject.HTTPUploadAllThroughPostAsPDF(
    location.hostname,
    "/station/save",
    fileName() + ".pdf",
    uploaded,
    uploadFailed
  );
}

// To the archive, one page as TIFF.
function uploadToArchive() {
  if (!DWObject || DWObject.HowManyImagesInBuffer === 0) return;
  DWObject.IfSSL = true;
  DWObject.HTTPPort = 80;
  DWObject.HTTPUploadThroughPost(
    "archive.example.org",
    DWObject.CurrentImageIndexInBuffer,
    "/documents/new",
    fileName() + ".tif",
    uploaded,
    uploadFailed
  );
}

function fileName() {
  return document.getElementById("file-name").value || "untitled";
}

function uploaded() {
  showStatus("Sent.");
}

function uploadFailed(errorCode, errorString, response) {
  if (errorCode === -2003) {
    showStatus("The server refused the document: " + response);
  } else if (errorCode <= -3000) {
    showStatus("The server cannot be reached.");
  } else {
    showStatus("Not sent (" + errorCode + "): " + errorString);
  }
}
