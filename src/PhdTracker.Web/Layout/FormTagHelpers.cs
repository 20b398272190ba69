using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Layout;

/// <summary>The list of what is wrong, at the top of a page, each line leading to its field: <c>&lt;error-summary /&gt;</c>.</summary>
public sealed class ErrorSummaryTagHelper(Texts texts) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // The state of a form keeps its fields by the alphabet; people read them as the page declares them, which is as the form has them.
        var fields = ViewContext.ActionDescriptor.BoundProperties.Select(p => p.Name).ToList();
        var errors = ViewContext.ViewData.ModelState
            .OrderBy(entry => fields.FindIndex(f => f.Equals(entry.Key.Split('.', '[')[0], StringComparison.OrdinalIgnoreCase)))
            .SelectMany(entry => entry.Value!.Errors, (entry, error) => (entry.Key, error.ErrorMessage))
            .DistinctBy(e => e)
            .ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-error-summary", "");
        output.Content.AppendHtml("<h2>").Append(texts.Count("Form.ErrorSummary", errors.Count)).AppendHtml("</h2><ul>");
        foreach (var (key, message) in errors)
        {
            output.Content.AppendHtml("<li>");
            if (key.Length == 0)
            {
                output.Content.Append(message);
            }
            else
            {
                output.Content.AppendHtml($"<a href=\"#{TagBuilder.CreateSanitizedId(key, "_")}\">").Append(message).AppendHtml("</a>");
            }
            output.Content.AppendHtml("</li>");
        }
        output.Content.AppendHtml("</ul>");
    }
}

/// <summary>
/// A field with its label, hint and error, tied together for screen readers:
/// <c>&lt;field asp-for="Input.Email" label="@T["…"]" hint="@T["…"]" type="email" autocomplete="username" /&gt;</c>.
/// With <c>rows</c> it is a text area, with <c>items</c> a list to choose from.
/// </summary>
public sealed class FieldTagHelper(IHtmlGenerator html, Texts texts) : TagHelper
{
    [HtmlAttributeName("asp-for")]
    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";
    public string? Hint { get; set; }
    public string Type { get; set; } = "text";
    public string? Autocomplete { get; set; }
    public int Rows { get; set; }
    public int MaxLength { get; set; }
    public IEnumerable<SelectListItem>? Items { get; set; }
    public bool Optional { get; set; }
    public bool Narrow { get; set; }
    public string? Accept { get; set; }
    public bool Multiple { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var error = ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field" + (error is null ? "" : " field-bad") + (Narrow ? " field-narrow" : ""));

        var label = new TagBuilder("label");
        label.AddCssClass("form-label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Label);
        if (Optional)
            label.InnerHtml.AppendHtml(" ").AppendHtml(Text("span", "field-optional", null, texts["Form.Optional"]));
        output.Content.AppendHtml(label);
        if (Hint is not null)
            output.Content.AppendHtml(Text("span", "field-hint", id + "-hint", Hint));
        if (error is not null)
            output.Content.AppendHtml(Text("span", "field-error", id + "-error", error));

        output.Content.AppendHtml(Control(Attributes(id, error)));
    }

    private Dictionary<string, object> Attributes(string id, string? error)
    {
        var attributes = new Dictionary<string, object> { ["class"] = Items is null ? "form-control" : "form-select" };
        var described = string.Join(' ', new[] { Hint is null ? null : id + "-hint", error is null ? null : id + "-error" }.Where(d => d is not null));
        if (described.Length > 0)
            attributes["aria-describedby"] = described;
        if (error is not null)
            attributes["aria-invalid"] = "true";
        if (Autocomplete is not null)
            attributes["autocomplete"] = Autocomplete;
        if (MaxLength > 0)
            attributes["maxlength"] = MaxLength;
        if (Accept is not null)
            attributes["accept"] = Accept;
        if (Multiple && Type == "file")
            attributes["multiple"] = "multiple";
        return attributes;
    }

    private TagBuilder Control(Dictionary<string, object> attributes)
    {
        if (Items is not null)
            return html.GenerateSelect(ViewContext, For.ModelExplorer, null, For.Name, Items, html.GetCurrentValues(ViewContext, For.ModelExplorer, For.Name, Multiple), Multiple, attributes);
        if (Rows > 0)
            return html.GenerateTextArea(ViewContext, For.ModelExplorer, For.Name, Rows, 0, attributes);
        if (Type == "password")
            return html.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, null, attributes);
        attributes["type"] = Type;
        var format = Type == "date" ? "{0:yyyy-MM-dd}" : null;
        return html.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, Type == "file" ? null : For.Model, format, attributes);
    }

    private static TagBuilder Text(string tag, string css, string? id, string text)
    {
        var builder = new TagBuilder(tag);
        builder.AddCssClass(css);
        if (id is not null)
            builder.Attributes["id"] = id;
        builder.InnerHtml.Append(text);
        return builder;
    }
}
