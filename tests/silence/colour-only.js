// This page scans in colour and gray only, without the driver's own dialog.
function scanPhoto() {
  DWObject.OpenSource();
  DWObject.IfShowUI = false;
  DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_RGB;
  DWObject.Resolution = 300;
  DWObject.AcquireImage(
    function () {
      DWObject.CloseSource();
      DWObject.SaveAsJPEG("photo.jpg", DWObject.CurrentImageIndexInBuffer, done, failed);
    },
    function (code, text) {
      DWObject.CloseSource();
      failed(code, text);
    }
  );
}

function saveShown() {
  DWObject.SaveAsJPEG("shown.jpg", DWObject.CurrentImageIndexInBuffer, done, failed);
}

function done() {}

function failed(code, text) {
  console.error(code, text);
}
