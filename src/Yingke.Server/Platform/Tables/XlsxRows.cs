using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Yingke.Server.Platform.Tables;

/// <summary>
/// The first sheet of a workbook, row by row: two parts of the archive are read as streams, names and links in it are never followed, and what
/// unpacks beyond all measure is refused (reliability E42). Formulas are not computed.
/// </summary>
internal static class XlsxRows
{
    private const long MostUnpacked = 1L << 30;
    private const int MostStrings = 2_000_000;
    private const int MostEntries = 2_000;
    private const int MostRatio = 200;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = MostUnpacked,
    };

    public static IEnumerable<string[]> Read(Stream file)
    {
        using var archive = Open(file);
        var sheet = archive.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal))
            .OrderBy(e => e.FullName.Length).ThenBy(e => e.FullName, StringComparer.Ordinal).FirstOrDefault() ?? throw new BadTable("not_a_table");
        var strings = archive.GetEntry("xl/sharedStrings.xml") is { } shared ? Strings(shared) : [];
        using var content = sheet.Open();
        using var xml = XmlReader.Create(content, Safe);
        while (Next(xml))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" } && Row(xml, strings) is { Length: > 0 } row)
                yield return row;
        }
    }

    private static ZipArchive Open(Stream file)
    {
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var length = archive.Entries.Count > MostEntries ? long.MaxValue : archive.Entries.Sum(e => e.Length);
            if (length > MostUnpacked || length > Math.Max(file.Length, 1 << 16) * MostRatio)
                throw new BadTable("too_large");
            return archive;
        }
        catch (InvalidDataException)
        {
            throw new BadTable("not_a_table");
        }
    }

    private static bool Next(XmlReader xml)
    {
        try
        {
            return xml.Read();
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            throw new BadTable("not_a_table");
        }
    }

    private static List<string> Strings(ZipArchiveEntry entry)
    {
        var strings = new List<string>();
        using var content = entry.Open();
        using var xml = XmlReader.Create(content, Safe);
        while (Next(xml))
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "si" })
                continue;
            if (strings.Count >= MostStrings)
                throw new BadTable("too_large");
            strings.Add(Text(xml, "si"));
        }
        return strings;
    }

    /// <summary>All <c>t</c> of an element, whatever runs they are in; phonetic hints left out.</summary>
    private static string Text(XmlReader xml, string end)
    {
        if (xml.IsEmptyElement)
            return "";
        var text = "";
        var hint = false;
        while (Next(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == end))
        {
            if (xml.LocalName == "rPh")
                hint = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (!hint && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && text.Length < TableRows.LongestCell)
                text += xml.Value;
        }
        return text;
    }

    private static string[] Row(XmlReader xml, List<string> strings)
    {
        var cells = new List<string>();
        if (xml.IsEmptyElement)
            return [];
        while (Next(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            var column = xml.GetAttribute("r") is { } place ? Column(place) : cells.Count;
            if (column >= TableRows.MostColumns || column < cells.Count)
                throw new BadTable("not_a_table");
            while (cells.Count < column)
                cells.Add("");
            cells.Add(Cell(xml, strings));
        }
        return cells.TrueForAll(c => c.Length == 0) ? [] : [.. cells];
    }

    private static string Cell(XmlReader xml, List<string> strings)
    {
        var type = xml.GetAttribute("t");
        if (xml.IsEmptyElement)
            return "";
        string value = "";
        var formula = false;
        while (Next(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "f")
                formula = true;
            else if (xml.LocalName is "v" or "is")
                value = Text(xml, xml.LocalName);
        }
        if (formula)
            return TableRows.Formula;
        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : throw new BadTable("not_a_table"),
            "inlineStr" or "str" => value,
            "b" or "e" => "",
            _ => Number(value),
        };
    }

    /// <summary>A number keeps fifteen digits and no more: one that is longer is handed on as the damaged number it is.</summary>
    private static string Number(string value) =>
        value.Count(char.IsAsciiDigit) > 15 && !value.Contains('.', StringComparison.Ordinal) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.#####E+0", CultureInfo.InvariantCulture)
            : value;

    private static int Column(string place)
    {
        var column = 0;
        foreach (var c in place.TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = column * 26 + (c - 'A' + 1);
        return column - 1;
    }
}
