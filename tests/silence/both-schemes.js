// Two paths that never meet: each has its scheme and its port.
function prepare(secure) {
  let port = 80;
  if (secure) {
    port = 443;
  }
  DWObject.IfSSL = secure;
  DWObject.HTTPPort = port;
}

function uploadWith(secure, name) {
  if (secure) {
    DWObject.IfSSL = true;
    DWObject.HTTPPort = 443;
  } else {
    DWObject.IfSSL = false;
    DWObject.HTTPPort = 80;
  }
  DWObject.HTTPUploadAllThroughPostAsPDF(location.hostname, "/in", name, ok, no);
}

function uploadEarly(secure, name) {
  if (!secure) {
    DWObject.IfSSL = false;
    DWObject.HTTPPort = 80;
    DWObject.HTTPUploadAllThroughPostAsPDF(location.hostname, "/in", name, ok, no);
    return;
  }
  DWObject.IfSSL = true;
  DWObject.HTTPPort = 443;
  DWObject.HTTPUploadAllThroughPostAsPDF(location.hostname, "/in", name, ok, no);
}

function uploadBySwitch(scheme, name) {
  switch (scheme) {
    case "https":
      DWObject.IfSSL = true;
      DWObject.HTTPPort = 443;
      break;
    default:
      DWObject.IfSSL = false;
      DWObject.HTTPPort = 80;
  }
  DWObject.HTTPUploadAllThroughPostAsPDF(location.hostname, "/in", name, ok, no);
}

function ok() {}
function no(code, text) { console.log(code, text); }
