class Scanner {
  #host;

  constructor(host) {
    this.#host = host;
    this.dwt = null;
    this.onPage = () => {};
  }

  attach(containerId) {
    this.dwt = Dynamsoft.DWT.GetWebTwain(containerId);
    this.dwt.IfSSL = true;
    this.dwt.HTTPPort = 443;
    this.dwt.RegisterEvent("OnPostAllTransfers", () => this.dwt.CloseSource());
    return this;
  }

  scan() {
    const twain = this.dwt;
    twain.IfDisableSourceAfterAcquire = true;
    twain.SelectSource(
      () => {
        twain.OpenSource();
        twain.AcquireImage(() => this.onPage(twain.CurrentImageIndexInBuffer), (code, text) => this.fail(code, text));
      },
      () => this.fail(-1032, "cancelled")
    );
  }

  upload(index, name) {
    this.dwt.HTTPUploadThroughPost(this.#host, index, "/in", `${name}.tif`, () => {}, this.fail);
  }

  thumbnail(index) {
    if (this.dwt.GetImageBitDepth(index) === 1) {
      this.dwt.ConvertToGrayScale(index);
    }
    return new Promise((resolve, reject) =>
      this.dwt.ConvertToBase64([index], Dynamsoft.DWT.EnumDWT_ImageType.IT_JPG, resolve, reject)
    );
  }

  fail(code, text) {
    if (code !== -1032) console.error(code, text);
  }
}

window.scanner = new Scanner("scans.example.org");
Dynamsoft.DWT.RegisterEvent("OnWebTwainReady", () => window.scanner.attach("pages"));
