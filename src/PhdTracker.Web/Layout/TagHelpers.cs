using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PhdTracker.Web.Layout;

/// <summary>A side as a word and a colour: <c>&lt;side-badge code="UK" name="Imperial" /&gt;</c>.</summary>
public sealed class SideBadgeTagHelper : TagHelper
{
    /// <summary>The side's short word, such as UK or FR.</summary>
    public string Code { get; set; } = "";

    /// <summary>The institution's short name, where it is worth the room.</summary>
    public string? Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Code.ToUpperInvariant() switch
        {
            "UK" or "GB" => "side side-uk",
            "FR" => "side side-fr",
            _ => "side",
        });
        output.Content.SetContent(string.IsNullOrEmpty(Name) ? Code : $"{Code} · {Name}");
    }
}

/// <summary>A decorative icon: <c>&lt;icon name="file-text" /&gt;</c>. Words beside it carry the meaning.</summary>
public sealed class IconTagHelper : TagHelper
{
    /// <summary>Name of the icon in Tabler's set.</summary>
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "i";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "ti ti-" + Name);
        output.Attributes.SetAttribute("aria-hidden", "true");
    }
}

/// <summary>What a list says when it is empty: <c>&lt;nothing icon="mood-smile" title="…"&gt;what to do&lt;/nothing&gt;</c>.</summary>
public sealed class NothingTagHelper : TagHelper
{
    public string Icon { get; set; } = "inbox";
    public string Title { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inner = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "nothing");
        output.Content.AppendHtml($"<i class=\"ti ti-{Icon}\" aria-hidden=\"true\"></i><div class=\"nothing-title\">");
        output.Content.Append(Title);
        output.Content.AppendHtml("</div><p>");
        output.Content.AppendHtml(inner);
        output.Content.AppendHtml("</p>");
    }
}
