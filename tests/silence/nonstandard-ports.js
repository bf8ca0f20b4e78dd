const servers = { test: 8443, staging: 9443, old: 8080 };

function toTest(name) {
  DWObject.IfSSL = true;
  DWObject.HTTPPort = 8443;
  DWObject.HTTPUploadAllThroughPostAsPDF("test.example.org", "/in", name, ok, no);
}

function toStaging(name) {
  DWObject.IfSSL = true;
  DWObject.HTTPPort = servers.staging;
  DWObject.HTTPUploadAllThroughPostAsPDF("staging.example.org", "/in", name, ok, no);
}

function toOld(name) {
  DWObject.IfSSL = false;
  DWObject.HTTPPort = servers["old"];
  DWObject.HTTPUploadAllThroughPostAsPDF("old.example.org", "/in", name, ok, no);
}

function toConfigured(name) {
  DWObject.IfSSL = document.getElementById("tls").checked;
  DWObject.HTTPPort = document.getElementById("port").value;
  DWObject.HTTPUploadAllThroughPostAsPDF(document.getElementById("host").value, "/in", name, ok, no);
}

function ok() {}
function no(code, text) { console.log(code, text); }
