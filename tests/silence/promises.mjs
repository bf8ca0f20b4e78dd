import Dynamsoft from "dwt";

const createWebTwain = () =>
  new Promise((resolve, reject) => Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: "main" }, resolve, reject));

const acquire = (webTwain, settings) =>
  new Promise((resolve, reject) =>
    webTwain.AcquireImage(settings, resolve, (configuration, code, text) => reject(Object.assign(new Error(text), { code })))
  );

export async function scanToServer(name) {
  const webTwain = await createWebTwain();
  webTwain.IfDisableSourceAfterAcquire = true;
  await webTwain.SelectSourceAsync();
  try {
    await webTwain.OpenSourceAsync();
    await acquire(webTwain, { IfShowUI: false, PixelType: Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GRAY });
  } finally {
    await webTwain.CloseSourceAsync();
  }
  const { protocol, hostname, port } = location;
  webTwain.IfSSL = protocol === "https:";
  webTwain.HTTPPort = port || (protocol === "https:" ? 443 : 80);
  return new Promise((resolve, reject) => webTwain.HTTPUploadAllThroughPostAsPDF(hostname, "/in", name, resolve, reject));
}

export function scanChained(webTwain) {
  webTwain.IfDisableSourceAfterAcquire = true;
  return webTwain
    .SelectSourceAsync()
    .then(() => webTwain.OpenSourceAsync())
    .then(() => webTwain.AcquireImageAsync({ IfShowUI: false, PixelType: 2 }))
    .finally(() => webTwain.CloseSourceAsync());
}
