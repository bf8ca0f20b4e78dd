const isSecure = () => location.protocol === "https:";

export function upload(DWObject, name) {
  const secure = isSecure();
  DWObject.IfSSL = secure;
  DWObject.HTTPPort = Number(location.port) || (secure ? 443 : 80);
  return new Promise((resolve, reject) => {
    DWObject.HTTPUploadAllThroughPostAsPDF(location.hostname, "/in", name, resolve, (code, text) => reject(new Error(`${code}: ${text}`)));
  });
}

export function uploadByProtocol(DWObject, name, done, failed) {
  if (location.protocol === "https:") {
    DWObject.IfSSL = true;
    DWObject.HTTPPort = location.port === "" ? 443 : Number(location.port);
  } else {
    DWObject.IfSSL = false;
    DWObject.HTTPPort = location.port === "" ? 80 : Number(location.port);
  }
  DWObject.HTTPUploadAllThroughPostAsMultiPageTIFF(location.hostname, "/in", name, done, failed);
}
