namespace Microsoft.SqlServer.Server;

// Stands in for the package of this name, which Microsoft.Data.SqlClient loads at its first insert only to ask whether
// a parameter is a SQL CLR type. PhdTracker stores none, so the shapes are enough. See README.md beside this file.

/// <summary>How a SQL CLR type is laid out in the database.</summary>
public enum Format { Unknown, Native, UserDefined }

/// <summary>A SQL CLR type that writes and reads itself.</summary>
public interface IBinarySerialize
{
    void Read(BinaryReader r);
    void Write(BinaryWriter w);
}

/// <summary>Thrown for a type that cannot be a SQL CLR type.</summary>
public sealed class InvalidUdtException(string message) : SystemException(message);

/// <summary>Marks a SQL CLR type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    public Format Format { get; } = format;
    public int MaxByteSize { get; set; }
    public bool IsFixedLength { get; set; }
    public bool IsByteOrdered { get; set; }
    public string? ValidationMethodName { get; set; }
    public string? Name { get; set; }
}
