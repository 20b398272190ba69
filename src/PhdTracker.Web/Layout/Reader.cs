using System.Globalization;
using System.Security.Claims;
using Microsoft.Net.Http.Headers;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Layout;

/// <summary>Who reads this page: the language and the look that they chose, or that their browser asks for.</summary>
public sealed class Reader
{
    public const string LanguageClaim = "language";
    public const string ThemeClaim = "theme";
    public const string LanguageCookie = "language";
    public const string ThemeCookie = "theme";

    private Reader(Texts texts, string theme)
    {
        Texts = texts;
        Theme = theme;
    }

    public Texts Texts { get; }

    /// <summary><c>light</c>, <c>dark</c> or <c>auto</c>.</summary>
    public string Theme { get; }

    /// <summary>The reader of a request: the signed-in person's own choice, then the cookie, then the browser's wish, then English.</summary>
    public static Reader Of(HttpContext context)
    {
        if (context.Items[typeof(Reader)] is Reader known)
            return known;
        var language = OneOf(context.User.FindFirstValue(LanguageClaim), "en", "fr")
            ?? OneOf(context.Request.Cookies[LanguageCookie], "en", "fr")
            ?? Browser(context.Request);
        var theme = OneOf(context.User.FindFirstValue(ThemeClaim), "light", "dark", "auto")
            ?? OneOf(context.Request.Cookies[ThemeCookie], "light", "dark", "auto")
            ?? "auto";
        var reader = new Reader(Texts.For(language), theme);
        context.Items[typeof(Reader)] = reader;
        return reader;
    }

    /// <summary>Makes the reader's language that of the request; to be placed after authentication.</summary>
    public static Task SetCulture(HttpContext context, RequestDelegate next)
    {
        var reader = Of(context);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = reader.Texts.Culture;
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
                context.Response.Headers.ContentLanguage = reader.Texts.Language;
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>Keeps a choice on this device for a year.</summary>
    public static void Remember(HttpContext context, string cookie, string value) =>
        context.Response.Cookies.Append(cookie, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });

    private static string? OneOf(string? value, params ReadOnlySpan<string> allowed)
    {
        foreach (var one in allowed)
        {
            if (string.Equals(one, value, StringComparison.OrdinalIgnoreCase))
                return one;
        }
        return null;
    }

    private static string Browser(HttpRequest request)
    {
        var wishes = request.GetTypedHeaders().AcceptLanguage;
        foreach (var wish in wishes.OrderByDescending(w => w, StringWithQualityHeaderValueComparer.QualityComparer))
        {
            if (wish.Quality is 0)
                continue;
            if (wish.Value.StartsWith("fr", StringComparison.OrdinalIgnoreCase))
                return "fr";
            if (wish.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return "en";
        }
        return "en";
    }
}
