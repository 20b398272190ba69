using Microsoft.AspNetCore.Mvc;

namespace PhdTracker.Web.Layout;

/// <summary>The main navigation: what this person's roles let them open.</summary>
public sealed class NavigationViewComponent : ViewComponent
{
    public IViewComponentResult Invoke() => View((IReadOnlyList<NavigationItem>)[]);
}
