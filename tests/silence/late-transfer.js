// Set when the page is ready, used much later.
let DWObject = null;

Dynamsoft.DWT.RegisterEvent("OnWebTwainReady", () => {
  DWObject = Dynamsoft.DWT.GetWebTwain("pages");
  DWObject.HTTPPort = location.protocol === "https:" ? 443 : 80;
});

document.querySelector("#tls").addEventListener("change", ({ target }) => {
  DWObject.IfSSL = target.checked;
});

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function uploadAll(names) {
  for (const name of names) {
    DWObject.IfSSL = true;
    await sleep(100);
    await new Promise((resolve, reject) =>
      DWObject.HTTPUploadAllThroughPostAsPDF("scans.example.org", "/in", name, resolve, (code, text) => reject(new Error(`${code} ${text}`)))
    );
  }
}

export { uploadAll };
