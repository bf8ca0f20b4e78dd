// In a literal there is no order.
async function scan(device) {
  const DWObject = Dynamsoft.DWT.GetWebTwain("pages");
  try {
    await DWObject.SelectDeviceAsync(device);
    await DWObject.AcquireImageAsync({
      IfShowUI: false,
      PixelType: Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GRAY,
      Resolution: 200,
      IfFeederEnabled: true,
      IfDuplexEnabled: false,
      IfDisableSourceAfterAcquire: true,
      IfCloseSourceAfterAcquire: true,
    });
  } catch (error) {
    console.error(error.code, error.message);
  } finally {
    await DWObject.CloseSourceAsync();
  }
}

function scanOldWay() {
  const settings = { IfShowUI: true };
  settings.IfDisableSourceAfterAcquire = true;
  DWObject.SelectSource(
    function () {
      DWObject.OpenSource();
      DWObject.AcquireImage(settings, close, close);
    },
    function () {}
  );
}

function keepTheSource() {
  DWObject.SelectSource(function () {
    DWObject.OpenSource();
    DWObject.IfDisableSourceAfterAcquire = false;
    DWObject.AcquireImage(close, close);
  }, function () {});
}

function close() {
  DWObject.CloseSource();
}
