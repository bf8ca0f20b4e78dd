const { IT_JPG, IT_PDF } = Dynamsoft.DWT.EnumDWT_ImageType;

function scan() {
  DWObject.SelectSource(function () {
    DWObject.OpenSource();
    DWObject.IfShowUI = true;
    DWObject.AcquireImage(finish, finish);
  }, finish);
}

function finish() {
  DWObject.CloseSource();
}

function saveByGuide() {
  //If the current image is B&W
  //1 is B&W, 8 is Gray, 24 is RGB
  if (DWObject.GetImageBitDepth(DWObject.CurrentImageIndexInBuffer) == 1)
    //If so, convert the image to Gray
    DWObject.ConvertToGrayScale(DWObject.CurrentImageIndexInBuffer);
  DWObject.SaveAsJPEG("current.jpg", DWObject.CurrentImageIndexInBuffer);
}

function saveWithLocals(index, done, failed) {
  const depth = DWObject.GetImageBitDepth(index);
  if (depth === 1) {
    DWObject.ConvertToGrayScale(index);
  }
  DWObject.SaveAsJPEG("page.jpg", index, done, failed);
}

function saveOrRefuse(index, done, failed) {
  if (DWObject.GetImageBitDepth(index) === 1) {
    failed(-1073, "a black and white page");
    return;
  }
  DWObject.SaveAsJPEG("page.jpg", index, done, failed);
}

function saveInItsFormat(index, done, failed) {
  if (DWObject.GetImageBitDepth(index) > 1) {
    DWObject.SaveAsJPEG("page.jpg", index, done, failed);
  } else {
    DWObject.SaveAsPNG("page.png", index, done, failed);
  }
}

function saveAlwaysGray(index, done, failed) {
  DWObject.ConvertToGrayScale(index);
  DWObject.SaveAsJPEG("page.jpg", index, done, failed);
}

function ensureNotBlackAndWhite(index) {
  if (DWObject.GetImageBitDepth(index) === 1) DWObject.ConvertToGrayScale(index);
}

function saveWithHelper(index, done, failed) {
  ensureNotBlackAndWhite(index);
  DWObject.SaveAsJPEG("page.jpg", index, done, failed);
}

function blobOf(index, done, failed) {
  const isBlackAndWhite = DWObject.GetImageBitDepth(index) === 1;
  DWObject.ConvertToBlob([index], isBlackAndWhite ? IT_PDF : IT_JPG, done, failed);
}

function saveEvery(done, failed) {
  for (let index = 0; index < DWObject.HowManyImagesInBuffer; index++) {
    if (DWObject.GetImageBitDepth(index) === 1) DWObject.ConvertToGrayScale(index);
    DWObject.SaveAsJPEG(`page-${index + 1}.jpg`, index, done, failed);
  }
}
