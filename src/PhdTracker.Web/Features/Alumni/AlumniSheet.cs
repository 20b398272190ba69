using PhdTracker.Core.Alumni;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>The directory as a <see cref="ListSheet"/>: what each alumnus shows, nothing else.</summary>
public static class AlumniSheet
{
    public static ListSheet Write(IEnumerable<AlumnusProfile> profiles, Texts texts)
    {
        var sheet = new ListSheet(texts, texts["Alumni.Name"], texts["Cohort.Filter.Side"], texts["Alumni.AwardedBy"], texts["Alumni.Year"], texts["Alumni.Thesis"], texts["Alumni.Employer"], texts["Alumni.Role"],
            texts["Alumni.Sector"], texts["Alumni.Country"], texts["Alumni.About"], texts["Alumni.WebPage"], texts["SignIn.Email"]);
        foreach (var profile in profiles)
        {
            var post = profile.Destinations.Count == 0 ? null : profile.Destinations[0];
            sheet.AddLine(profile.Name, profile.Side, texts.Of(profile.InstitutionEn ?? "", profile.InstitutionFr ?? ""), profile.AwardedOn?.Year, profile.Thesis,
                post?.Employer, post?.Role, post is null ? null : texts.Enum(post.Sector), post is null ? null : texts.Enum(post.Country),
                texts.Of(profile.AboutEn ?? "", profile.AboutFr ?? ""), profile.WebPage, profile.Email);
        }
        return sheet;
    }
}
