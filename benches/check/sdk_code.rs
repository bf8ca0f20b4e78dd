//! Code that drives scanners: the project's own examples, and functions made of the same calls in many variations, most
//! of them correct and some with a pitfall.

use super::random::Random;

/// `@` is replaced by a number, `$` by the name of the instance.
const FUNCTIONS: &[&str] = &[
    "function scan@(settings) {
  if (!$) return;
  $.IfDisableSourceAfterAcquire = true;
  $.SelectSource(function () {
    $.OpenSource();
    $.IfShowUI = false;
    $.PixelType = settings.colour;
    $.Resolution = @;
    $.AcquireImage(function () { $.CloseSource(); show@(); }, function (code, text) { $.CloseSource(); report(code, text); });
  }, report);
}
",
    "function show@() {
  const count = $.HowManyImagesInBuffer;
  document.getElementById(\"count-@\").textContent = count + \" pages\";
  for (let i = 0; i < count; i++) {
    if ($.GetImageBitDepth(i) === 1) $.ConvertToGrayScale(i);
    $.SaveAsJPEG(\"page-\" + i + \"-@.jpg\", i, saved, report);
  }
}
",
    "function upload@(name) {
  const secure = location.protocol === \"https:\";
  $.IfSSL = secure;
  $.HTTPPort = Number(location.port) || (secure ? 443 : 80);
  $.SetHTTPFormField(\"station\", \"@\");
  $.HTTPUploadAllThroughPostAsPDF(location.hostname, \"/in/@\", name + \".pdf\", saved, report);
}
",
    "async function acquire@(device) {
  try {
    await $.SelectDeviceAsync(device);
    await $.OpenSourceAsync();
    await $.AcquireImageAsync({ IfShowUI: false, PixelType: Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GRAY, Resolution: @ });
  } catch (error) {
    report(error.code, error.message);
  } finally {
    await $.CloseSourceAsync();
  }
}
",
    "function convert@(indices, done) {
  $.ConvertToBlob(indices, Dynamsoft.DWT.EnumDWT_ImageType.IT_PDF, function (blob) {
    fetch(\"/store/@\", { method: \"POST\", body: blob }).then(done, report);
  }, report);
}
",
    "function edit@(index) {
  $.Rotate(index, 90, true);
  $.Crop(index, 10, 10, $.GetImageWidth(index) - 10, $.GetImageHeight(index) - @);
  switch ($.ErrorCode) {
    case 0: return true;
    case -1032: return false;
    default: report($.ErrorCode, $.ErrorString);
  }
  return false;
}
",
    "function legacy@() {
  $.IfSSL = Dynamsoft.Lib.detect.ssl;
  var port@ = location.port == \"\" ? 80 : location.port;
  if (Dynamsoft.Lib.detect.ssl == true) port@ = location.port == \"\" ? 443 : location.port;
  $.HTTPPort = port@;
  $.HTTPDownload(location.hostname, \"/images/@.png\", saved, report);
}
",
    "function save@(format, name) {
  const page = $.CurrentImageIndexInBuffer;
  if (format === \"tif\") $.SaveAllAsMultiPageTIFF(name + \".tif\", saved, report);
  else if (format === \"pdf\") $.SaveAllAsPDF(name + \".pdf\", saved, report);
  else if ($.GetImageBitDepth(page) > 1) $.SaveAsJPEG(name + \".jpg\", page, saved, report);
  else $.SaveAsPNG(name + \".png\", page, saved, report);
}
",
];

const PITFALLS: &[&str] = &[
    "function hurried@() {
  $.SelectSource();
  $.OpenSource();
  $.IfDisableSourceAfterAcquire = true;
  $.AcquireImage();
}
",
    "function send@(page) {
  $.IfSSL = true;
  $.HTTPPort = 80;
  $.HTTPUploadThroughPost(\"scans.example.org\", page, \"/in\", \"page-@.tif\", saved, report);
}
",
    "function fax@(page) {
  $.ConvertToBW(page);
  $.SaveAsJPEG(\"fax-@.jpg\", page, saved, report);
}
",
];

const INSTANCES: &[&str] = &["DWObject", "DWTObject", "dwtObject", "scanner.webTwain"];

const HEAD: &str = "// Made for the benchmark.
var DWObject, DWTObject, dwtObject, scanner = { webTwain: null };
Dynamsoft.DWT.RegisterEvent(\"OnWebTwainReady\", function () {
  DWObject = DWTObject = dwtObject = scanner.webTwain = Dynamsoft.DWT.GetWebTwain(\"pages\");
});
function saved() {}
function report(code, text) { if (code !== -1032) console.warn(code, text); }
";

/// A script of about `bytes` bytes; one function in `one_in` has a pitfall.
pub fn script(random: &mut Random, bytes: usize, one_in: usize) -> String {
    let mut text = String::with_capacity(bytes + 1_000);
    text.push_str(HEAD);
    while text.len() < bytes {
        let template = if random.below(one_in) == 0 { random.pick(PITFALLS) } else { random.pick(FUNCTIONS) };
        let number = random.below(10_000).to_string();
        text.push_str(&template.replace('@', &number).replace('$', random.pick(INSTANCES)));
        text.push('\n');
    }
    text
}

/// A page with buttons, and a script of about `bytes` bytes.
pub fn page(random: &mut Random, bytes: usize, one_in: usize) -> String {
    let mut text = String::from("<!DOCTYPE html>\n<html>\n<head><title>Scan</title></head>\n<body>\n");
    for _ in 0..4 + bytes / 2_000 {
        let number = random.below(10_000);
        text.push_str(&format!(
            "<button onclick=\"scan{number}(&quot;till&quot;)\">Scan</button> <button onclick=\"DWObject.RemoveImage({number})\">Remove</button>\n"
        ));
    }
    text.push_str("<div id=\"pages\"></div>\n<script>\n");
    text.push_str(&script(random, bytes, one_in));
    text.push_str("</script>\n</body>\n</html>\n");
    text
}

/// The project's examples, with their file endings.
pub const EXAMPLES: [(&str, &str); 6] = [
    ("html", include_str!("../../examples/scan-station/index.html")),
    ("js", include_str!("../../examples/scan-station/scan.js")),
    ("js", include_str!("../../examples/scan-station/upload.js")),
    ("html", include_str!("../../examples/scan-station/archive.html")),
    ("js", include_str!("../../examples/scan-station-fixed/scan.js")),
    ("js", include_str!("../../examples/scan-station-fixed/upload.js")),
];
