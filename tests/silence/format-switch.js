// The user picks the format; only JPEG needs the check.
function scan(pixelType) {
  DWObject.OpenSource();
  DWObject.IfShowUI = false;
  DWObject.PixelType = pixelType;
  DWObject.AcquireImage(() => DWObject.CloseSource(), () => DWObject.CloseSource());
}

function save(format, name) {
  const index = DWObject.CurrentImageIndexInBuffer;
  switch (format) {
    case "bmp":
      DWObject.SaveAsBMP(`${name}.bmp`, index, saved, failed);
      break;
    case "jpg": {
      if (DWObject.GetImageBitDepth(index) === 1) {
        DWObject.ConvertToGrayScale(index);
      }
      DWObject.SaveAsJPEG(`${name}.jpg`, index, saved, failed);
      break;
    }
    case "png":
      DWObject.SaveAsPNG(`${name}.png`, index, saved, failed);
      break;
    case "tif":
      DWObject.SaveAllAsMultiPageTIFF(`${name}.tif`, saved, failed);
      break;
    default:
      DWObject.SaveAllAsPDF(`${name}.pdf`, saved, failed);
  }
}

function saved() {}

function failed(code, text) {
  if (code === -1073 || code === -1071) {
    console.warn("not as a JPEG file");
  }
  console.error(code, text);
}
