using System.Text.RegularExpressions;

namespace PhdTracker.Web.Layout;

/// <summary>Turns folder and page names into addresses: <c>/Account/SignIn</c> is served at <c>/account/sign-in</c>.</summary>
public sealed partial class Kebab : IOutboundParameterTransformer
{
    public string? TransformOutbound(object? value) =>
        value is null ? null : Boundary().Replace(value.ToString()!, "$1-$2").ToLowerInvariant();

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Boundary();
}
