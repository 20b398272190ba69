using System.Collections;
using System.Data.Common;

namespace PhdTracker.Testing.SqlServer;

/// <summary>
/// What a query reads where no server answers: one row in which every number is 1 and every text is "1", so that what is loaded
/// after it (the related rows of a split query) is asked for as well.
/// </summary>
/// <param name="textOf">The text of a column, by its ordinal.</param>
internal sealed class OneRow(Func<int, string> textOf) : DbDataReader
{
    private static readonly DateTime Moment = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
    private bool _read;

    public override int Depth => 0;
    public override int FieldCount => 1000;
    public override bool HasRows => true;
    public override bool IsClosed => false;
    public override int RecordsAffected => 1;
    public override object this[int ordinal] => 1;
    public override object this[string name] => 1;

    public override bool Read() => !_read && (_read = true);
    public override bool NextResult() => false;
    public override bool IsDBNull(int ordinal) => false;
    public override bool GetBoolean(int ordinal) => true;
    public override byte GetByte(int ordinal) => 1;
    public override char GetChar(int ordinal) => '1';
    public override DateTime GetDateTime(int ordinal) => Moment;
    public override decimal GetDecimal(int ordinal) => 1;
    public override double GetDouble(int ordinal) => 1;
    public override float GetFloat(int ordinal) => 1;
    public override Guid GetGuid(int ordinal) => Guid.Empty;
    public override short GetInt16(int ordinal) => 1;
    public override int GetInt32(int ordinal) => 1;
    public override long GetInt64(int ordinal) => 1;
    public override string GetString(int ordinal) => textOf(ordinal);
    public override object GetValue(int ordinal) => 1;
    public override int GetValues(object[] values) => 0;
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;
    public override string GetDataTypeName(int ordinal) => "int";
    public override Type GetFieldType(int ordinal) => typeof(int);
    public override string GetName(int ordinal) => $"c{ordinal}";
    public override int GetOrdinal(string name) => 0;
    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override T GetFieldValue<T>(int ordinal) => typeof(T) == typeof(string) ? (T)(object)textOf(ordinal) : (T)ValueOf(typeof(T));

    private static object ValueOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(DateOnly) => DateOnly.FromDateTime(Moment),
        var t when t == typeof(TimeOnly) => TimeOnly.FromDateTime(Moment),
        var t when t == typeof(TimeSpan) => TimeSpan.FromHours(1),
        var t when t == typeof(DateTime) => Moment,
        var t when t == typeof(DateTimeOffset) => new DateTimeOffset(Moment),
        var t when t == typeof(byte[]) => Array.Empty<byte>(),
        var t when t == typeof(Guid) => Guid.Empty,
        var t => Convert.ChangeType(1, t, System.Globalization.CultureInfo.InvariantCulture),
    };
}
