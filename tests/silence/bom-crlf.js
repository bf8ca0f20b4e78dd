// Größe und Format: settings of the archive's page, saved by an editor on Windows.
function archiveÜbertragung(name) {
    var meldung = "Übertragung läuft … 😀";
    DWObject.IfSSL = true;
    DWObject.HTTPPort = 443;
    DWObject.HTTPUploadAllThroughPostAsPDF("archiv.example.org", "/ein", name, function () {
        console.log(meldung);
    }, function (errorCode, errorString) {
        console.log(errorCode, errorString);
    });
}

function alsJpeg(seite) {
    if (DWObject.GetImageBitDepth(seite) == 1)
        DWObject.ConvertToGrayScale(seite);
    DWObject.SaveAsJPEG("größe.jpg", seite, function () {}, function () {});
}
