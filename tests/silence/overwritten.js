// What was set before does not count once it is set anew.
function send(name) {
  DWObject.IfSSL = true;
  DWObject.HTTPPort = 80;
  DWObject.HTTPPort = 443;
  DWObject.HTTPUploadAllThroughPostAsPDF("scans.example.org", "/in", name, ok, no);
}

function sendToBoth(name) {
  DWObject.IfSSL = false;
  DWObject.HTTPPort = 80;
  DWObject.HTTPUploadAllThroughPostAsPDF("old.example.org", "/in", name, () => {
    DWObject.IfSSL = true;
    DWObject.HTTPPort = "443";
    DWObject.HTTPUploadAllThroughPostAsPDF("new.example.org", "/in", name, ok, no);
  }, no);
}

let pixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW;
pixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_RGB;

function scanInColour() {
  DWObject.OpenSource();
  DWObject.IfShowUI = false;
  DWObject.PixelType = 0;
  DWObject.PixelType = 2;
  DWObject.AcquireImage(
    () => {
      const page = DWObject.CurrentImageIndexInBuffer;
      DWObject.CloseSource();
      if (DWObject.GetImageBitDepth(page) !== 1) DWObject.SaveAsJPEG("page.jpg", page, ok, no);
    },
    () => DWObject.CloseSource()
  );
}

function ok() {}
function no(code, text) { console.error(code, text); }
