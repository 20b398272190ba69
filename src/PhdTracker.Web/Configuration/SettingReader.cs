using System.Globalization;

namespace PhdTracker.Web.Configuration;

/// <summary>A key of the configuration has a value that is not understood: one sentence that names the key and what was expected.</summary>
public sealed class SettingException(string key, string expected, string? actual)
    : Exception($"The setting {key.Replace(":", "__", StringComparison.Ordinal)} must be {expected}{(actual is null ? "" : $", not '{actual}'")}.");

/// <summary>Reads single values of the configuration; blank counts as not set.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    public string? Text(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();

    public T Choice<T>(string key, T otherwise) where T : struct, Enum
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw new SettingException(key, "one of " + string.Join(", ", Enum.GetNames<T>()), text);
    }

    /// <summary>Values between commas; none if it is not set.</summary>
    public IReadOnlySet<T> Choices<T>(string key) where T : struct, Enum
    {
        var chosen = new HashSet<T>();
        foreach (var word in (Text(key) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            chosen.Add(Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(word[0])
                ? value
                : throw new SettingException(key, "a list, between commas, of " + string.Join(", ", Enum.GetNames<T>()), word));
        }
        return chosen;
    }

    public bool Flag(string key, bool otherwise)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        return bool.TryParse(text, out var value) ? value : throw new SettingException(key, "true or false", text);
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new SettingException(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), text);
    }

    public TimeSpan Duration(string key)
    {
        var text = Text(key);
        if (text is null)
            return TimeSpan.Zero;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new SettingException(key, "a time span such as 30.00:00:00 (30 days)", text);
    }

    public Uri Address(string key, string otherwise)
    {
        var text = Text(key) ?? otherwise;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new SettingException(key, "an address beginning with http:// or https://", text);
    }

    /// <summary>A folder that can be written to; it is created if it is not there.</summary>
    public string Folder(string key, string otherwise, string root)
    {
        var text = Text(key) ?? otherwise;
        try
        {
            var path = Path.GetFullPath(text, root);
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingException(key, "a folder that the app can write to", text);
        }
    }
}
