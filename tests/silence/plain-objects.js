// Settings of the page, kept in plain objects. They have the names of the SDK's properties and are not the SDK.
const profiles = {
  letter: { PixelType: 0, Resolution: 200, IfDisableSourceAfterAcquire: true },
  photo: { PixelType: 2, Resolution: 300 },
};

function chooseProfile(name) {
  const profile = Object.assign({}, profiles[name]);
  profile.PixelType = name === "letter" ? 0 : 2;
  profile.IfSSL = true;
  profile.HTTPPort = 80;
  return profile;
}

class Camera {
  SelectSource() {
    this.selected = true;
  }
  AcquireImage() {
    return this.selected;
  }
  ConvertToBW(index) {
    this.last = index;
  }
  SaveAsJPEG(name, index) {
    return name + index;
  }
}

const camera = new Camera();
camera.SelectSource();
camera.IfDisableSourceAfterAcquire = true;
camera.AcquireImage();
camera.ConvertToBW(0);
camera.SaveAsJPEG("still.jpg", 0);

// The page has a scanner as well.
function scanLetter(DWObject) {
  DWObject.AcquireImage(chooseProfile("letter"), function () {}, function () {});
}
