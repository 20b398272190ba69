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
        ["Stochastic models", "Neural surrogates", "In-situ imaging", "Spectral methods", "Field sensing", "Inverse design", "Bayesian inference", "Microfluidics", "Coherent control", "Graph limits", "Digital twins", "Causal analysis"];

    private static readonly string[] Objects =
        ["Arctic sea ice", "sodium batteries", "cardiac tissue", "thin-film photonics", "coastal erosion", "quantum memories", "bacterial films", "urban mobility", "plasma jets", "protein folding", "glacier run-off", "soft robots", "wind farms", "metal foams"];

    private static readonly string[] Settings =
        ["under extreme rain", "from sparse data", "at the nanoscale", "in ageing populations", "across seasons", "with limited energy", "in porous media", "beyond equilibrium", "for early diagnosis", "in dense networks"];

    private int _number = firstNumber;

    public string Title() => $"{Of(Methods)} for {Of(Objects)} {Of(Settings)}";

    public Person Person(ProgrammeParty party, Unit? unit, bool student)
    {
        var french = party.Side == "FR";
        var (given, family) = french ? (Of(DemoNames.FrGiven), Of(DemoNames.FrFamily)) : (Of(DemoNames.UkGiven), Of(DemoNames.UkFamily));
        // Two in three have a double name, so that not everybody is called like somebody else.
        if (random.Next(3) > 0)
            given = $"{given} {(french ? Of(DemoNames.FrGiven) : Of(DemoNames.UkGiven))}";
        var mailbox = string.Create(CultureInfo.InvariantCulture, $"{Plain(given)}.{Plain(family)}.{++_number}@{(french ? "lab" : "ic")}.example");
        var person = new Person(given, family, mailbox, french ? "fr" : "en", student ? null : Of("Prof", "Dr", "Dr"));
        person.BelongTo(party.Institution, unit);
        return person;
    }

    public T Of<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private static string Plain(string name) => People.Person.Plain(name).ToLowerInvariant().Replace(' ', '-');
}
