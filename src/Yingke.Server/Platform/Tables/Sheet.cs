using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Yingke.Server.Platform.Tables;

/// <summary>How a number is shown in a sheet.</summary>
internal enum NumberForm { Whole, Percent, Decimals }

/// <summary>A cell is a text, a number, or empty.</summary>
internal readonly record struct Cell(string? Text, decimal? Number = null, NumberForm Form = NumberForm.Whole);

/// <summary>A table for spreadsheets. Numbers are numbers; a text is a text, whatever it begins with.</summary>
internal sealed class Sheet(IReadOnlyList<string> heads)
{
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly List<IReadOnlyList<Cell>> rows = [];

    public void Add(IReadOnlyList<Cell> row) => rows.Add(row);

    /// <summary>UTF-8 with a byte order mark, without which Excel and WPS read Chinese as nonsense.</summary>
    public byte[] ToCsv()
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows.Select(r => r.Select(Csv)).Prepend(heads.Select(h => Csv(new(h)))))
            text.Append(string.Join(',', row)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The smallest workbook that Excel, WPS and LibreOffice open without a word.</summary>
    public byte[] ToXlsx()
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
            Part(zip, "_rels/.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Part(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Yingke" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Part(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
            // Styles by number: 0 as it is, 1 whole, 2 percent, 3 with two decimals, 4 bold.
            Part(zip, "xl/styles.xml", $"""<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>""");
            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            Write(sheet);
        }
        return to.ToArray();
    }

    private void Write(Stream to)
    {
        using var xml = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteStartElement("sheetData", Main);
        foreach (var row in rows.Prepend([.. heads.Select(h => new Cell(h))]).Select((cells, i) => (cells, i)))
        {
            xml.WriteStartElement("row", Main);
            foreach (var cell in row.cells)
                Write(xml, cell, row.i == 0);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Cell cell, bool isHead)
    {
        xml.WriteStartElement("c", Main);
        if (cell.Number is { } number)
        {
            xml.WriteAttributeString("s", cell.Form switch { NumberForm.Whole => "1", NumberForm.Percent => "2", _ => "3" });
            xml.WriteElementString("v", Main, number.ToString(CultureInfo.InvariantCulture));
        }
        else if (cell.Text is { } text)
        {
            xml.WriteAttributeString("t", "inlineStr");
            if (isHead)
                xml.WriteAttributeString("s", "4");
            xml.WriteStartElement("is", Main);
            xml.WriteElementString("t", Main, new string([.. text.Where(XmlConvert.IsXmlChar)]));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml);
    }

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    private static string Csv(Cell cell)
    {
        if (cell.Number is { } number)
            return number.ToString(CultureInfo.InvariantCulture);
        var text = cell.Text ?? "";
        if (text.Length > 0 && text.TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..])
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
