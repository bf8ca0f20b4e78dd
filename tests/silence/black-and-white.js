// Black and white pages in files that can hold them.
const fax = { IfShowUI: false, PixelType: Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW, Resolution: 200, IfCloseSourceAfterAcquire: true };

function scanFax() {
  DWObject.AcquireImage(
    fax,
    () => {
      DWObject.SaveAsTIFF("fax.tif", DWObject.CurrentImageIndexInBuffer, ok, no);
      DWObject.SaveAllAsPDF("fax.pdf", ok, no);
    },
    (configuration, code, text) => no(code, text)
  );
}

function toPng(i) {
  DWObject.ConvertToBW(i);
  DWObject.SaveAsPNG("page.png", i, ok, no);
}

function compressedTiff(i) {
  DWObject.ConvertToBW(i);
  DWObject.TIFFCompressionType = Dynamsoft.DWT.EnumDWT_TIFFCompressionType.TIFF_JPEG;
  DWObject.SaveAsTIFF("page.tif", i, ok, no);
}

function backToGray(i) {
  DWObject.ConvertToBW(i);
  DWObject.ChangeBitDepth(i, 8, true);
  DWObject.SaveAsJPEG("page.jpg", i, ok, no);
}

function grayAgain(i) {
  DWObject.ChangeBitDepth(i, 1, false);
  DWObject.ConvertToGrayScale(i);
  DWObject.SaveAsJPEG("page.jpg", i, ok, no);
}

function ok() {}
function no(code, text) { console.error(code, text); }
