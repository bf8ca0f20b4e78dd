// The archive speaks TLS, the scanner room's own server does not. What is set on one says nothing of the other.
let archive;
let room;

Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: "archive" }, (created) => { archive = created; }, console.error);
Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: "room" }, (created) => { room = created; }, console.error);

function configure() {
  archive.IfSSL = true;
  room.IfSSL = false;
  room.HTTPPort = 80;
  archive.HTTPPort = 443;
}

function store(name, done, failed) {
  configure();
  room.HTTPUploadAllThroughPostAsPDF("room.example.org", "/in", name, done, failed);
  archive.HTTPUploadAllThroughPostAsPDF("archive.example.org", "/in", name, done, failed);
}

function makeBlackAndWhite() {
  archive.ConvertToBW(0);
  if (room.GetImageBitDepth(0) === 1) room.ConvertToGrayScale(0);
  room.SaveAsJPEG("room.jpg", 0, () => {}, console.error);
}
