using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Registers passwords, the pause after wrong tries, second factors, sessions, and the links that set passwords or change addresses. The host adds cookies and the keys that protect links.</summary>
public static class AccountServices
{
    /// <summary>Wrong tries after which an account pauses.</summary>
    public const int WrongTries = 5;
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(options =>
            {
                options.Password.RequiredLength = PasswordRules.Shortest;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 1;
                options.Lockout.MaxFailedAccessAttempts = WrongTries;
                options.Lockout.DefaultLockoutTimeSpan = Pause;
            })
            .AddEntityFrameworkStores<PhdTrackerDb>()
            .AddTokenProvider<DataProtectorTokenProvider<Person>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<InvitationTokens>(InvitationTokens.Provider);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(PasswordLinks.ResetHours));
        services.AddScoped<PasswordRules>();
        services.AddScoped<PasswordLinks>();
        services.AddScoped<AuthenticatorKeys>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<Sessions>();
        services.AddScoped<EmailChanges>();
        services.TryAddSingleton(SecondFactorRoles.None);
        return services;
    }
}
