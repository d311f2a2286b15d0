using System.Buffers.Binary;
using System.Text;
using Yingke.Domain.Conversations;

namespace Yingke.Domain.Tests.Conversations;

/// <summary>spec: guarantees.md, What must hold: type by content not by name. reliability E39, E41.</summary>
public sealed class FileRulesTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D49484452", "image/png")]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("47494638396101000100", "image/gif")]
    [InlineData("524946460000000057454250565038", "image/webp")]
    [InlineData("524946460000000057415645", "audio/wav")]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("504B030414000000", "application/zip")]
    [InlineData("D0CF11E0A1B11AE100000000", "application/x-ole-storage")]
    [InlineData("0000001866747970697336D0", "video/mp4")]
    [InlineData("00000018667479706D703432", "video/mp4")]
    [InlineData("000000146674797071742020", "video/quicktime")]
    [InlineData("49443303000000000000", "audio/mpeg")]
    [InlineData("FFFB9064000000000000", "audio/mpeg")]
    [InlineData("2321414D520A", "audio/amr")]
    public void A_file_is_what_its_first_bytes_say(string hex, string type) => FileKinds.Of(Convert.FromHexString(hex))!.Type.ShouldBe(type);

    [Theory]
    [InlineData("4D5A90000300000004000000FFFF")] // a program of Windows
    [InlineData("7F454C460201010000")] // one of Linux
    [InlineData("CAFEBABE0000003D")] // Java
    [InlineData("524946460000000041564920")] // an unknown RIFF
    [InlineData("FFFFFFFF")] // no frame of MP3
    [InlineData("3C7376673E")] // <svg>: text at best, and then refused as that
    [InlineData("")]
    public void What_is_not_in_the_list_is_none(string hex) => FileKinds.Of(Convert.FromHexString(hex)).ShouldBeNull();

    [Theory]
    [InlineData("word/document.xml", "docx")]
    [InlineData("xl/workbook.xml", "xlsx")]
    [InlineData("ppt/presentation.xml", "pptx")]
    [InlineData("other", "zip")]
    public void An_office_document_is_told_by_its_first_entries(string entry, string ending) =>
        FileKinds.Of([.. "PK\u0003\u0004"u8, .. "[Content_Types].xml"u8, .. Encoding.ASCII.GetBytes(entry)])!.Endings[0].ShouldBe(ending);

    [Theory]
    [InlineData("你好\n第二行", true)]
    [InlineData("\uFEFFa,b\n1,2", true)]
    [InlineData("3 < 5 and <b> stays text", true)]
    [InlineData("<!DOCTYPE html><p>x", false)]
    [InlineData("\n\n  <html>", false)]
    [InlineData("a<SCRIPT>alert(1)</SCRIPT>", false)]
    [InlineData("<!-- --><svg onload=x>", false)]
    [InlineData("<?xml version=\"1.0\"?><svg/>", false)]
    [InlineData("#!/bin/sh\nrm", false)]
    [InlineData("a\0b", false)]
    [InlineData("   ", false)]
    public void Plain_text_is_no_page_and_no_program(string text, bool plain)
    {
        foreach (var size in (int[])[1, 3, 1000])
        {
            var reader = new PlainText();
            foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(size))
                reader.Read(piece);
            reader.IsOne.ShouldBe(plain, $"in pieces of {size}");
        }
    }

    [Fact]
    public void Text_of_another_encoding_or_broken_off_is_none()
    {
        var gbk = new PlainText();
        gbk.Read([0xC4, 0xE3, 0xBA, 0xC3]);
        gbk.IsOne.ShouldBeFalse();
        var half = new PlainText();
        half.Read("好"u8[..2]);
        half.IsOne.ShouldBeFalse();
    }

    [Fact]
    public void The_size_of_a_picture_is_read_from_its_header()
    {
        Size(FileKinds.Png, Png(640, 480)).ShouldBe(new PictureSize(640, 480));
        Size(FileKinds.Gif, [.. "GIF89a"u8, 0x40, 0x01, 0xF0, 0x00]).ShouldBe(new PictureSize(320, 240));
        Size(FileKinds.Jpeg, [0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x06, 1, 2, 3, 4, 0xFF, 0xC2, 0x00, 0x11, 0x08, 0x02, 0x58, 0x03, 0x20, 3, 0, 0, 0]).ShouldBe(new PictureSize(800, 600));
        Size(FileKinds.WebP, [.. "RIFF____WEBPVP8X"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0x1F, 0x03, 0x00, 0x57, 0x02, 0x00]).ShouldBe(new PictureSize(800, 600));
        Size(FileKinds.WebP, [.. "RIFF____WEBPVP8 "u8, 0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x20, 0x03, 0x58, 0x02]).ShouldBe(new PictureSize(800, 600));
        Size(FileKinds.WebP, [.. "RIFF____WEBPVP8L"u8, 0, 0, 0, 0, 0x2F, 0x1F, 0xC3, 0x95, 0x00, 0, 0, 0, 0, 0]).ShouldBe(new PictureSize(800, 600));
    }

    [Fact]
    public void A_header_that_is_none_has_no_size_and_ends()
    {
        Size(FileKinds.Png, Png(0, 5)).ShouldBeNull();
        Size(FileKinds.Png, Png(5, 5)[..20]).ShouldBeNull();
        Size(FileKinds.Jpeg, [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x00, 0, 0, 0, 0, 0, 0]).ShouldBeNull();
        // Ten thousand empty segments: the walk is bounded.
        Size(FileKinds.Jpeg, [0xFF, 0xD8, .. Enumerable.Repeat<byte[]>([0xFF, 0xE0, 0x00, 0x02], 10_000).SelectMany(s => s)]).ShouldBeNull();
        Size(FileKinds.Jpeg, [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 100_000)]).ShouldBeNull();
    }

    [Theory]
    [InlineData(10_000, 5_000, true)]
    [InlineData(10_001, 1, false)]
    [InlineData(1, 500_000_000, false)]
    [InlineData(7_072, 7_071, false)]
    public void A_picture_too_large_to_show_is_told_by_its_size(int width, int height, bool showable) => new PictureSize(width, height).IsShowable.ShouldBe(showable);

    [Theory]
    [InlineData("发货单.TXT", "发货单.TXT")]
    [InlineData("offer.html", "offer.html.txt")]
    [InlineData("a.csv", "a.csv")]
    [InlineData(@"C:\temp\..\x.txt", "x.txt")]
    [InlineData("../../etc/passwd", "passwd.txt")]
    [InlineData("gnp.\u202Etxt", "gnp.txt")]
    [InlineData("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt")]
    [InlineData("\"<b>\".txt", "__b__.txt")]
    [InlineData("...", "file.txt")]
    [InlineData(null, "file.txt")]
    public void A_name_fits_the_content_and_hides_nothing(string? given, string name) => FileName.Of(given, FileKinds.Text).ShouldBe(name);

    [Fact]
    public void A_long_name_is_shortened_before_its_ending_and_never_within_a_character()
    {
        var name = FileName.Of(new string('长', 119) + "😀😀.png", FileKinds.Png);
        name.ShouldBe(new string('长', 119) + ".png");
    }

    private static PictureSize? Size(FileKind kind, byte[] file) => PictureSize.Of(kind, (at, into) =>
    {
        var rest = at >= file.Length ? [] : file.AsSpan((int)at);
        rest = rest[..Math.Min(rest.Length, into.Length)];
        rest.CopyTo(into);
        return rest.Length;
    });

    private static byte[] Png(uint width, uint height)
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), height);
        return png;
    }
}
