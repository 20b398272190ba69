using System.Globalization;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Demo;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Generation;

/// <summary>Fictional people and titles, as many as are asked for.</summary>
internal sealed class GeneratedNames(Random random, int firstNumber)
{
    private static readonly string[] Methods =
        ["Stochastic models", "Neural surrogates", "In-situ imaging", "Spectral methods", "Field sensing", "Inverse design", "Bayesian inference", "Microfluidics", "Coherent control", "Graph limits", "Digital twins", "Causal analysis",
         "Isotope tracing", "Sparse sampling", "Ultrafast probes", "Game theory", "Genome editing", "Radar sounding", "Robust optimisation", "Mass spectrometry", "Optimal transport", "Remote surveys", "Adaptive meshes", "Single-cell assays"];

    private static readonly string[] Objects =
        ["Arctic sea ice", "sodium batteries", "cardiac tissue", "thin-film photonics", "coastal erosion", "quantum memories", "bacterial films", "urban mobility", "plasma jets", "protein folding", "glacier run-off", "soft robots", "wind farms", "metal foams",
         "coral reefs", "hydrogen storage", "retinal implants", "monsoon onsets", "bee colonies", "lava flows", "power grids", "peat bogs", "spin waves", "bridge decks", "malaria vectors", "river deltas", "carbon fibres", "solar flares"];

    private static readonly string[] Settings =
        ["under extreme rain", "from sparse data", "at the nanoscale", "in ageing populations", "across seasons", "with limited energy", "in porous media", "beyond equilibrium", "for early diagnosis", "in dense networks",
         "at high latitudes", "under uncertainty", "in real time", "at low cost", "near criticality", "over long times", "in rough terrain", "with few sensors", "after disturbance", "across scales"];

    private static readonly string[] Aims =
        ["theory and experiment", "limits and guarantees", "from model to prototype", "a comparative study", "mechanisms and control", "evidence from two coasts", "towards open standards", "risks and remedies",
         "data, models, decisions", "lessons from the field", "scaling laws", "design principles", "origins and consequences", "a joint observatory", "benchmarks and practice", "causes of failure"];

    private static readonly (string[] Begins, string[] Ends) UkFamily =
        (["Ash", "Bram", "Cald", "Den", "Elm", "Far", "Glen", "Had", "Ing", "Kirk", "Lang", "Mar", "Nor", "Oak", "Pem", "Rad", "Shel", "Thorn", "Ul", "Wal", "Win", "Holl", "Brack", "Stan"],
         ["bourne", "bridge", "bury", "combe", "croft", "dale", "den", "field", "ford", "ham", "hurst", "land", "ley", "low", "more", "shaw", "stead", "ton", "well", "wick", "wood", "worth", "son", "ridge"]);

    private static readonly (string[] Begins, string[] Ends) FrFamily =
        (["Beau", "Mont", "Clair", "Haute", "Belle", "Bois", "Champ", "Font", "Gran", "Ker", "Mal", "Pier", "Roche", "Char", "Val", "Ville", "Bri", "Chau", "Des", "Fou", "Gau", "Lar", "Mor", "Vau"],
         ["bert", "bois", "champ", "court", "don", "feuille", "fort", "frey", "gny", "lac", "lieu", "mond", "nay", "père", "regard", "rive", "séjour", "taine", "teau", "val", "vert", "vignes", "ville", "zac"]);

    private int _number = firstNumber;

    public string Title() => $"{Of(Methods)} for {Of(Objects)} {Of(Settings)}: {Of(Aims)}";

    public Person Person(ProgrammeParty party, Unit? unit, bool student)
    {
        var french = party.Side == "FR";
        var (givenNames, (begins, ends)) = french ? (DemoNames.FrGiven, FrFamily) : (DemoNames.UkGiven, UkFamily);
        var (given, family) = (Of(givenNames), Of(begins) + Of(ends));
        // Two in three have a double name, so that few are called like somebody else, as among as many people of two countries.
        if (random.Next(3) > 0)
            given = $"{given} {Of(givenNames)}";
        var mailbox = string.Create(CultureInfo.InvariantCulture, $"{Plain(given)}.{Plain(family)}.{++_number}@{(french ? "lab" : "ic")}.example");
        var person = new Person(given, family, mailbox, french ? "fr" : "en", student ? null : Of("Prof", "Dr", "Dr"));
        person.BelongTo(party.Institution, unit);
        return person;
    }

    public T Of<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private static string Plain(string name) => People.Person.Plain(name).ToLowerInvariant().Replace(' ', '-');
}
