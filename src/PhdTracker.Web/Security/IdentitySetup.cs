using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Security;

/// <summary>Sign-in: e-mail and password, a pause after wrong tries, links by mail, and a session that ends when the person or their office says so.</summary>
public static class IdentitySetup
{
    public const int WrongTries = 5;
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddPhdTrackerIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(options =>
            {
                options.Password.RequiredLength = PasswordRules.Shortest;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 1;
                options.Lockout.MaxFailedAccessAttempts = WrongTries;
                options.Lockout.DefaultLockoutTimeSpan = Pause;
                options.Tokens.PasswordResetTokenProvider = TokenOptions.DefaultProvider;
            })
            .AddEntityFrameworkStores<PhdTrackerDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddTokenProvider<DataProtectorTokenProvider<Person>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<InvitationTokens>(InvitationTokens.Provider);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(PasswordLinks.ResetHours));
        services.AddScoped<PasswordRules>();
        services.AddScoped<PasswordLinks>();
        services.AddScoped<PeopleReach>();
        services.AddScoped<PersonPlaces>();
        services.AddScoped<DemoPersonas>();

        services.AddDataProtection().SetApplicationName("PhdTracker");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(provider.GetRequiredService<IServiceScopeFactory>())));

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie);
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "phdtracker";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/account/sign-in";
        options.LogoutPath = "/account/sign-out";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = PersonClaims.RefreshAsync;
        // What somebody may not see is answered by a page, not by a redirect.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
