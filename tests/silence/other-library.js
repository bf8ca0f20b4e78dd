// A server and a client of other makers, with settings of the same names.
const http = require("http");
const { PrintServer } = require("./print-server");

const server = new PrintServer();
server.IfSSL = true;
server.HTTPPort = 80;
server.HTTPDownload = function (host, path) {
  return http.get({ host, path, port: this.HTTPPort });
};
server.HTTPDownload("files.example.org", "/a.tif");

const printer = { IfSSL: true };
printer.HTTPUploadThroughPost = () => {};
printer.HTTPUploadThroughPost("files.example.org", 0, "/in", "a.jpg");

module.exports = { server, printer, sdk: "Dynamsoft" };
