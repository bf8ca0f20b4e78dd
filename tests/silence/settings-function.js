// Where to send is set once; sending is another function's business.
function configureTransfer(secure) {
  DWObject.IfSSL = secure;
  DWObject.HTTPPort = secure ? 443 : 80;
}

function turnOnTls() {
  DWObject.IfSSL = true;
  DWObject.HTTPPort = 443;
}

function setPort(port) {
  DWObject.HTTPPort = port;
}

function send(page) {
  turnOnTls();
  DWObject.HTTPUploadThroughPost("scans.example.org", page, "/in", "page.tif", sent, refused);
}

function sendToTest(page) {
  DWObject.IfSSL = true;
  setPort(8443);
  DWObject.HTTPUploadThroughPost("test.example.org", page, "/in", "page.tif", sent, refused);
}

function sent() {}

function refused(code, text) {
  console.warn(code, text);
}
