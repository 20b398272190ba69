using PhdTracker.Core.Documents;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Tests.Documents;

public sealed class FileKindTests
{
    [Theory]
    [InlineData("pdf", "application/pdf")]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("odt", "application/vnd.oasis.opendocument.text")]
    public void Of_AcceptedContent_IsRecognisedWhateverTheName(string what, string contentType)
    {
        using var content = new MemoryStream(Files.Named(what));

        Assert.Equal(contentType, FileKind.Of(content, "anything.bin").ContentType);
    }

    [Theory]
    [InlineData("docm", "DocumentHasMacros")]
    [InlineData("xlsx", "DocumentIsSheetOrSlides")]
    [InlineData("ods", "DocumentIsSheetOrSlides")]
    [InlineData("zip", "DocumentIsArchive")]
    [InlineData("zip cut off", "DocumentIsArchive")]
    [InlineData("seven zip", "DocumentIsArchive")]
    [InlineData("windows program", "DocumentIsProgram")]
    [InlineData("linux program", "DocumentIsProgram")]
    [InlineData("script", "DocumentIsProgram")]
    [InlineData("old word", "DocumentIsOldOffice")]
    [InlineData("html", "DocumentIsWebPage")]
    [InlineData("svg", "DocumentIsWebPage")]
    [InlineData("text", "DocumentIsPlainText")]
    [InlineData("gif", "DocumentIsOtherImage")]
    [InlineData("heic", "DocumentIsOtherImage")]
    [InlineData("bytes", "DocumentIsUnknown")]
    public void Of_DisguisedContent_IsRefusedSayingWhatWasFound(string what, string code)
    {
        using var content = new MemoryStream(Files.Named(what));

        var refused = Assert.Throws<DomainRuleException>(() => FileKind.Of(content, "report.pdf"));

        Assert.Equal(code, refused.Code);
        Assert.Equal("Files", refused.Field);
        Assert.All(Texts.All, texts => Assert.Contains("report.pdf", refused.In(texts), StringComparison.Ordinal));
    }
}
