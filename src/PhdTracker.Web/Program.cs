using Microsoft.AspNetCore.Authentication.Cookies;
using PhdTracker.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddPages();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/account/sign-in");
if (string.IsNullOrEmpty(builder.Configuration["urls"]))
    builder.WebHost.UseUrls("http://localhost:5080");
var app = builder.Build();
app.UsePages();
await app.RunAsync();
