using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Tables;

namespace Yingke.Server.Features.Orders.Imports;

/// <summary>Reads the cells of a shop's export: words, money, local times and numbers as platforms and spreadsheets write them.</summary>
/// <param name="places">In which columns a field may stand; the first that is not empty counts.</param>
/// <param name="header">The names of the columns.</param>
/// <param name="zone">The shop's: exports carry local times.</param>
/// <param name="longest">How long a text may be.</param>
internal sealed class RowCells<TField>(IReadOnlyDictionary<TField, int[]> places, IReadOnlyList<string> header, TimeZoneInfo zone, IReadOnlyDictionary<TField, int> longest) where TField : struct, Enum
{
    /// <summary>What the row says, or what is wrong with it and in which column.</summary>
    public (T? Read, BadRow? Bad) Read<T>(string[] row, long place, Func<T> read) where T : class
    {
        try
        {
            if (row.Length > header.Count && row.Skip(header.Count).Any(c => c.Trim().Length > 0))
                throw new BadCell<TField>(null, "too_many_columns");
            return (read(), null);
        }
        catch (BadCell<TField> bad)
        {
            return (null, new BadRow(place, bad.Field is { } field && places.TryGetValue(field, out var at) ? OrderColumns.Plain(header[at[0]]) : null, bad.Message));
        }
    }

    /// <exception cref="BadCell{TField}">It is missing, or a spreadsheet has damaged it.</exception>
    public string Number(string[] row, TField field)
    {
        var number = OrderNumber.Plain(Cell(row, field));
        if (number.Length == 0)
            throw new BadCell<TField>(field, "missing");
        if (OrderNumber.IsDamaged(number))
            throw new BadCell<TField>(field, "damaged_number");
        if (IsFormula(Cell(row, field).Trim()))
            throw new BadCell<TField>(field, "formula");
        return OrderNumber.IsGood(number) ? number : throw new BadCell<TField>(field, "invalid");
    }

    public long? Fen(string[] row, TField field) =>
        Text(row, field) is not { } text ? null : Amount.Fen(text) ?? throw new BadCell<TField>(field, "invalid_amount");

    public DateTimeOffset? At(string[] row, TField field) =>
        Text(row, field) is not { } text || text.StartsWith("0000", StringComparison.Ordinal) ? null
        : FileWords.Time(text) is { } local ? LocalDay.Instant(local, zone) : throw new BadCell<TField>(field, "invalid_time");

    public string? Text(string[] row, TField field)
    {
        var text = Cell(row, field).Trim();
        if (text.Length == 0 || text is "null" or "--")
            return null;
        if (IsFormula(text))
            throw new BadCell<TField>(field, "formula");
        if (longest.TryGetValue(field, out var most) && text.Length > most)
            throw new BadCell<TField>(field, "too_long");
        return text[0] == '=' ? text[1..] : text;
    }

    /// <summary>="…" only keeps a number as text; anything else after the sign would be computed by a spreadsheet, never by us.</summary>
    private static bool IsFormula(string text) => text == TableRows.Formula || (text.StartsWith('=') && !text.Skip(1).All(c => char.IsAsciiDigit(c) || c is '-' or ' '));

    private string Cell(string[] row, TField field)
    {
        if (!places.TryGetValue(field, out var columns))
            return "";
        foreach (var column in columns)
        {
            if (column < row.Length && row[column].Trim() is { Length: > 0 } text && text != "null")
                return text;
        }
        return "";
    }
}

internal sealed class BadCell<TField>(TField? field, string reason) : Exception(reason) where TField : struct, Enum
{
    public TField? Field { get; } = field;
}
