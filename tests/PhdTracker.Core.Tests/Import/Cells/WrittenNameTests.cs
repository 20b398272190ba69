using PhdTracker.Core.Import.Cells;

namespace PhdTracker.Core.Tests.Import.Cells;

public sealed class WrittenNameTests
{
    [Theory]
    [InlineData("Whitcombe, Tariq", "Tariq", "Whitcombe", "")]
    [InlineData("FITZGERALD, Callum", "Callum", "Fitzgerald", "")]
    [InlineData("O'DONNELL, Olamide", "Olamide", "O'Donnell", "")]
    [InlineData("MOREAU-SMITH, Saoirse", "Saoirse", "Moreau-Smith", "")]
    [InlineData("MCDONALD, Ann", "Ann", "McDonald", "")]
    [InlineData("Dr Amelia Nkemelu", "Amelia", "Nkemelu", "Dr")]
    [InlineData("Prof Niamh Sutcliffe", "Niamh", "Sutcliffe", "Prof")]
    [InlineData("Professor Niamh Moreau-Smith", "Niamh", "Moreau-Smith", "Prof")]
    [InlineData("Pr. Inès GIRARDOT", "Inès", "Girardot", "Prof")]
    [InlineData("Mme Inès GIRARDOT", "Inès", "Girardot", "")]
    [InlineData("Kwame O'Donnell", "Kwame", "O'Donnell", "")]
    [InlineData("Léonie D'ALMÉIDA", "Léonie", "D'Alméida", "")]
    [InlineData("Étienne LE GUEN", "Étienne", "Le Guen", "")]
    [InlineData("LE GUEN Étienne", "Étienne", "Le Guen", "")]
    [InlineData("Loïc BENOÎT-CATTIN", "Loïc", "Benoît-Cattin", "")]
    [InlineData("Kévin CŒURDEVEY", "Kévin", "Cœurdevey", "")]
    [InlineData("Noémie DUPRÉ DE LA TOUR", "Noémie", "Dupré de La Tour", "")]
    [InlineData("Noémie Dupré de La Tour", "Noémie", "Dupré de La Tour", "")]
    [InlineData("Louis DE BROGLIE", "Louis", "de Broglie", "")]
    [InlineData("Cédric N'DIAYE", "Cédric", "N'Diaye", "")]
    [InlineData("JEAN DUPONT", "Jean", "Dupont", "")]
    [InlineData("Wei Adeyemi", "Wei", "Adeyemi", "")]
    [InlineData("J. R. TOLKIEN", "J. R.", "Tolkien", "")]
    public void Read_AsOfficesWriteNames_GivesTheNameAsItIsSaid(string text, string given, string family, string title) =>
        Assert.Equal(new WrittenName(given, family, title), WrittenName.Read(text).Value);

    [Theory]
    [InlineData("Kévin CŒURDEVEY", "Coeurdevey, Kevin")]
    [InlineData("Noémie DUPRÉ DE LA TOUR", "Dupré de La Tour, Noémie")]
    [InlineData("Salomé SAINT-LÉGER", "Dr Salome Saint Leger")]
    public void Key_TwoSpellingsOfOneName_IsTheSame(string one, string other) =>
        Assert.Equal(WrittenName.Read(one).Value!.Key, WrittenName.Read(other).Value!.Key);

    [Theory]
    [InlineData("TBC", "Import.Problem.NameToBeConfirmed")]
    [InlineData("someone@lab.example", "Import.Problem.NameNotUnderstood")]
    [InlineData("4711", "Import.Problem.NameNotUnderstood")]
    public void Read_NoName_IsAProblem(string text, string problem) =>
        Assert.Equal(problem, WrittenName.Read(text).Fault!.TextKey);
}
