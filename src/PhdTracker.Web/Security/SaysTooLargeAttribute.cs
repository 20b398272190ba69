namespace PhdTracker.Web.Security;

/// <summary>On a page whose form takes files that are not documents: what its reader is told when all of it is too large to be read.</summary>
/// <param name="textKey">Key of the sentence. Its placeholders are filled with the most megabytes of a file, and of all of them together.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SaysTooLargeAttribute(string textKey, int fileMegabytes) : Attribute
{
    public string TextKey => textKey;
    public int FileMegabytes => fileMegabytes;
}
