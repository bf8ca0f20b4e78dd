// The way of the SDK's older samples: SSL as the page has it, and the port to match.
function uploadAll() {
    if (DWObject.HowManyImagesInBuffer == 0)
        return;

    var strHTTPServer = location.hostname;
    DWObject.IfSSL = Dynamsoft.Lib.detect.ssl;
    var _strPort = location.port == "" ? 80 : location.port;
    if (Dynamsoft.Lib.detect.ssl == true)
        _strPort = location.port == "" ? 443 : location.port;
    DWObject.HTTPPort = _strPort;

    var currentPath = unescape(location.pathname);
    currentPath = currentPath.substring(0, currentPath.lastIndexOf("/") + 1);
    var now = new Date();
    DWObject.HTTPUploadAllThroughPostAsPDF(
        strHTTPServer,
        currentPath + "save.php",
        now.getTime() + ".pdf",
        onUploaded,
        onRefused
    );
}

function downloadDemo(name) {
    DWObject.IfSSL = Dynamsoft.Lib.detect.ssl;
    if (Dynamsoft.Lib.detect.ssl) {
        DWObject.HTTPPort = location.port === "" ? 443 : location.port;
    } else {
        DWObject.HTTPPort = location.port === "" ? 80 : location.port;
    }
    DWObject.HTTPDownload(location.hostname, "/images/" + name + ".png", onUploaded, onRefused);
}

function onUploaded() {
    console.log("done");
}

function onRefused(errorCode, errorString, sHttpResponse) {
    if (errorCode != 0 && errorCode != -2003)
        alert(errorString);
    else
        console.log(sHttpResponse);
}
