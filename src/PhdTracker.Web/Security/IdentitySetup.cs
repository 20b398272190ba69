using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PhdTracker.Core.Account;
using PhdTracker.Core.People;
using PhdTracker.Web.Configuration;

namespace PhdTracker.Web.Security;

/// <summary>Sign-in: e-mail and password, a second factor, passkeys, a pause after wrong tries, links by mail, and a session that ends when the person or their office says so.</summary>
public static class IdentitySetup
{
    public static IServiceCollection AddPhdTrackerIdentity(this IServiceCollection services)
    {
        new IdentityBuilder(typeof(Person), services).AddSignInManager();
        services.AddScoped<DemoPersonas>();
        services.AddScoped<SignInSession>();
        services.AddScoped<PasskeySignIn>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<Settings>((options, settings) =>
        {
            options.ServerDomain = settings.SiteUrl.Host;
            // The device asks for a finger, a face or a PIN: that is what makes a passkey both factors. It must also be found without an address.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });

        services.AddDataProtection().SetApplicationName("PhdTracker");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(provider.GetRequiredService<IServiceScopeFactory>())));

        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie)
            .AddCookie(SecondStep.Scheme, options => ConfigureShort(options, "phdtracker-step"))
            // The framework keeps the challenge of a passkey here between asking and answering.
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options => ConfigureShort(options, "phdtracker-passkey"));
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "phdtracker";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Session.Lifetime;
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

    private static void ConfigureShort(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SecondStep.Lifetime;
        options.SlidingExpiration = false;
    }
}
