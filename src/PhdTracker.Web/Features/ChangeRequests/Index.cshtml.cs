using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>What was asked for about a candidature, and what can be asked for.</summary>
public sealed class IndexModel(CurrentPerson current, Pathways pathways, ChangeRequestViews views) : PageModel
{
    public Pathway Pathway { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ChangeRequestLine> Lines { get; private set; } = [];
    public bool MayAsk { get; private set; }
    public bool IsStudent => Pathway.StudentId == current.Id;

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Pathway = await pathways.ReadAsync(id, access, ct);
        Lines = await views.LinesAsync(id, access, ct);
        MayAsk = !Pathway.IsClosed && access.May(Permission.RequestChanges, Pathway.Scope);
    }

    /// <summary>A request of the kind that is being decided, else the reader's draft of one.</summary>
    public ChangeRequestLine? OpenOf(ChangeRequestKind kind) => Lines.Where(l => l.Kind == kind && !l.IsOver).OrderBy(l => l.State == ChangeRequestState.Draft).FirstOrDefault();

    /// <summary>The page of what is open, or of a new request.</summary>
    public string Link(ChangeRequestKind kind) => OpenOf(kind) is { } open
        ? ChangeRequestWords.Path(open.Id, open.State == ChangeRequestState.Draft ? "edit" : null)
        : ChangeRequestWords.ListPath(Pathway.Id, kind);
}
