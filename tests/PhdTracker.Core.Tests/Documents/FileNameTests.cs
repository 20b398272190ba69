using PhdTracker.Core.Documents;

namespace PhdTracker.Core.Tests.Documents;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("C:\\Users\\freya\\report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("  .hidden ", "hidden")]
    [InlineData("év\u0065\u0301nement.pdf", "événement.pdf")]
    [InlineData("thesis\u202Efdp.exe", "thesisfdp.exe")]
    [InlineData("a\r\nb\t<c>:\"d\".pdf", "ab_c___d_.pdf")]
    [InlineData("", "document")]
    [InlineData("…///", "document")]
    public void Clean_OddNames_KeepOnlyTheName(string given, string kept) => Assert.Equal(kept, FileName.Clean(given));

    [Fact]
    public void Clean_VeryLongName_KeepsTheExtension()
    {
        var name = FileName.Clean(new string('a', 400) + ".pdf");

        Assert.Equal(FileName.MostCharacters, name.Length);
        Assert.EndsWith("a.pdf", name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "report.pdf")]
    [InlineData("report.PDF", "report.PDF")]
    [InlineData("version 1.2", "version 1.2.pdf")]
    public void Clean_ForAKind_HasItsExtension(string given, string kept) => Assert.Equal(kept, FileName.Clean(given, FileKind.Pdf));

    [Theory]
    [InlineData("report.docx")]
    [InlineData("report.pdf.exe")]
    public void Clean_NameOfAnotherKind_IsRefused(string given) =>
        Assert.Equal("DocumentNameDisagrees", Assert.Throws<DomainRuleException>(() => FileName.Clean(given, FileKind.Pdf)).Code);
}
