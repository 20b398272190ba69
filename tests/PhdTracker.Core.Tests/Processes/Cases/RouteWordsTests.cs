using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Tests.Processes.Cases;

public sealed class RouteWordsTests
{
    [Fact]
    public void Steps_BothAskedAlike_AreOneSentence() => Assert.StartsWith(
        "Legal office (home side) and legal office (partner side) endorse, in parallel, within 10 working days; either can return it.",
        RouteWords.Steps(ShippedRoutes.Read("cosupervision-agreement"), Texts.English)[0], StringComparison.Ordinal);

    [Fact]
    public void Steps_InFrench_AreFrench() => Assert.Contains(
        "Directeur ou directrice de thèse valide, dans un délai de 10 jours ouvrés, et peut renvoyer le dossier. Approuvé\u00a0: état «\u00a0Réussi, diplôme à délivrer\u00a0», puis «\u00a0Délivrance du diplôme\u00a0». Renvoyé\u00a0: état «\u00a0Corrections demandées\u00a0», puis «\u00a0Thèse corrigée\u00a0».",
        RouteWords.Steps(ShippedRoutes.Read("examination"), Texts.French));

    [Fact]
    public void Steps_AnOpinion_SaysWhenItLapses() => Assert.Contains(
        "Partner supervisor gives an opinion; after 10 working days it goes on without an answer.", RouteWords.Steps(ShippedRoutes.Read("milestone-review"), Texts.English));

    [Fact]
    public void Differences_AShorterTime_SaysFromWhatToWhat()
    {
        var before = ShippedRoutes.Read("milestone-review");
        var after = Edited(before, step => step["id"]!.ToString() == "lead", step => step["dueIn"]!["expression"]!["value"] = 5);

        var difference = RouteDifference.Between(before, after);

        Assert.Equal(["Changed: “Decision of the lead supervisor”, working days to answer: 10 before, 5 now."], RouteWords.Differences(difference, Texts.English));
        Assert.Equal(["Modification\u00a0: «\u00a0Décision de la direction de thèse\u00a0», jours ouvrés pour répondre\u00a0: 10 avant, 5 maintenant."], RouteWords.Differences(difference, Texts.French));
        Assert.Equal(NodeState.Changed, RouteDiagrams.OfDifference(before, after, Texts.English).Nodes.Single(n => n.ActivityId == "lead").State);
    }

    [Fact]
    public void Differences_TheSame_SaysSo() => Assert.Equal(
        ["Steps and ways are the same."], RouteWords.Differences(RouteDifference.Between(ShippedRoutes.Read("proposal"), ShippedRoutes.Read("proposal")), Texts.English));

    [Fact]
    public void OfDifference_ARemovedStep_IsDrawnAsRemoved()
    {
        var before = ShippedRoutes.Read("milestone-review");
        var source = before.Source.DeepClone();
        var steps = source["root"]!["activities"]!.AsArray();
        steps.Remove(steps.Single(step => step!["id"]!.ToString() == "tell-student"));
        var after = WorkflowDefinition.Parse(source.ToJsonString());

        Assert.Equal(NodeState.Removed, RouteDiagrams.OfDifference(before, after, Texts.English).Nodes.Single(n => n.ActivityId == "tell-student").State);
        Assert.Equal(NodeState.Added, RouteDiagrams.OfDifference(after, before, Texts.English).Nodes.Single(n => n.ActivityId == "tell-student").State);
    }

    [Fact]
    public void Of_EveryShippedRoute_HasNoOverlapsAndIsTheSameTwice()
    {
        foreach (var (id, texts) in ShippedRoutes.Ids.SelectMany(id => Texts.All.Select(texts => (id, texts))))
        {
            var diagram = RouteDiagrams.Of(ShippedRoutes.Read(id), texts);
            Assert.Equal(diagram.Nodes.Select(n => (n.ActivityId, n.X, n.Y)), RouteDiagrams.Of(ShippedRoutes.Read(id), texts).Nodes.Select(n => (n.ActivityId, n.X, n.Y)));
            Assert.All(diagram.Nodes, node => Assert.DoesNotContain(diagram.Nodes, other => other != node
                && node.X < other.X + other.Width && other.X < node.X + node.Width && node.Y < other.Y + other.Height && other.Y < node.Y + node.Height));
        }
    }

    private static WorkflowDefinition Edited(WorkflowDefinition definition, Func<System.Text.Json.Nodes.JsonNode, bool> which, Action<System.Text.Json.Nodes.JsonNode> edit)
    {
        var source = definition.Source.DeepClone();
        edit(source["root"]!["activities"]!.AsArray().Single(step => which(step!))!);
        return WorkflowDefinition.Parse(source.ToJsonString());
    }
}
