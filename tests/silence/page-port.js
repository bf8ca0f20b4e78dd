// A plain intranet page: no TLS anywhere, so the port of the page or 80.
function uploadPage(index) {
  DWObject.HTTPPort = location.port == "" ? 80 : location.port;
  DWObject.HTTPUploadThroughPost(location.hostname, index, "/scan/save.aspx", index + ".tif", onOk, onError);
}

function uploadPlain(index) {
  DWObject.IfSSL = false;
  DWObject.HTTPPort = 80;
  DWObject.HTTPUploadThroughPost(location.hostname, index, "/scan/save.aspx", index + ".tif", onOk, onError);
}

function onOk() {}
function onError(errorCode, errorString) { alert(errorString); }
