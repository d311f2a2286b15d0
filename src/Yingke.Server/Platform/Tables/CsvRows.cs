using System.Text;

namespace Yingke.Server.Platform.Tables;

/// <summary>Comma-separated rows (RFC 4180), read one by one; a tab or semicolon separates where the first line has no comma. Blank lines are passed over.</summary>
internal static class CsvRows
{
    public static IEnumerable<string[]> Read(TextReader text)
    {
        using (text)
        {
            var separator = ',';
            var (cell, row) = (new StringBuilder(), new List<string>());
            var (quoted, wasQuoted) = (false, false);
            var firstLine = new StringBuilder();
            int next;
            // The first line says what separates; it is short.
            while ((next = text.Read()) >= 0)
            {
                firstLine.Append((char)next);
                if (next == '\n' || firstLine.Length > TableRows.LongestCell)
                    break;
            }
            var line = firstLine.ToString();
            if (!line.Contains(',', StringComparison.Ordinal))
                separator = line.Contains('\t', StringComparison.Ordinal) ? '\t' : line.Contains(';', StringComparison.Ordinal) ? ';' : ',';
            foreach (var c in Chars(line, text))
            {
                if (quoted)
                {
                    // Twice a quote is one; once ends the cell, which the next character shows.
                    if (c == '"')
                        (quoted, wasQuoted) = (false, true);
                    else
                        Add(cell, c);
                    continue;
                }
                if (c == '"' && wasQuoted)
                {
                    Add(cell, '"');
                    (quoted, wasQuoted) = (true, false);
                    continue;
                }
                // ="123" is how exports keep spreadsheets from reading a number: the quote comes after the equals sign.
                if (c == '"' && (cell.Length == 0 || IsOnly(cell, '=')))
                {
                    quoted = true;
                    continue;
                }
                wasQuoted = false;
                if (c == separator)
                {
                    End(cell, row);
                }
                else if (c == '\n')
                {
                    End(cell, row);
                    if (row.Count > 1 || row[0].Trim().Length > 0)
                        yield return [.. row];
                    row.Clear();
                }
                else if (c != '\r')
                {
                    Add(cell, c);
                }
            }
            if (cell.Length > 0 || row.Count > 0)
            {
                End(cell, row);
                yield return [.. row];
            }
        }
    }

    private static bool IsOnly(StringBuilder cell, char c) => cell.Length == 1 && cell[0] == c;

    private static IEnumerable<char> Chars(string start, TextReader text)
    {
        foreach (var c in start)
            yield return c;
        var buffer = new char[1 << 15];
        int read;
        while ((read = text.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (var i = 0; i < read; i++)
                yield return buffer[i];
        }
    }

    private static void Add(StringBuilder cell, char c)
    {
        if (cell.Length >= TableRows.LongestCell)
            throw new BadTable("not_a_table");
        if (c != '\0')
            cell.Append(c);
    }

    private static void End(StringBuilder cell, List<string> row)
    {
        if (row.Count >= TableRows.MostColumns)
            throw new BadTable("not_a_table");
        row.Add(cell.ToString());
        cell.Clear();
    }
}
