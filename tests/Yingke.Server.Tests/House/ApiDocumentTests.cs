using System.Text.Json;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.House;

/// <summary>The API's document says what is really sent: the web's types are made from it.</summary>
public sealed class ApiDocumentTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_member_has_a_type_and_answers_have_no_null()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        var looked = 0;
        foreach (var schema in schemas.EnumerateObject().Where(s => s.Value.TryGetProperty("properties", out _)))
        {
            foreach (var member in schema.Value.GetProperty("properties").EnumerateObject())
            {
                var told = member.Value.EnumerateObject().Select(p => p.Name).ToList();
                told.ShouldContain(p => p == "type" || p == "$ref" || p == "oneOf" || p == "allOf", $"{schema.Name}.{member.Name} has no type");
                looked++;
            }
        }
        looked.ShouldBeGreaterThan(300);
        Required(schemas, "ConversationRow").ShouldBe(["id", "state", "inquiry", "source", "channel", "buyer", "openedAt", "head", "readSeq", "buyerReadSeq", "unread", "starred"], ignoreOrder: true);
        var row = schemas.GetProperty("ConversationRow").GetProperty("properties");
        row.GetProperty("waitingSince").GetProperty("type").GetString().ShouldBe("string");
        row.GetProperty("head").GetProperty("type").GetString().ShouldBe("integer");
        Words(schemas.GetProperty("EntryView").GetProperty("properties").GetProperty("kind")).ShouldContain("hidden");
        Words(schemas.GetProperty("Groups").GetProperty("items")).ShouldBe(["presale", "insale", "aftersale"]);
        // Of a request null is a word: take it away.
        Required(schemas, "BuyerRequest").ShouldBeEmpty();
        schemas.GetProperty("BuyerRequest").GetProperty("properties").GetProperty("notes").GetProperty("type").EnumerateArray().Select(t => t.GetString()).ShouldBe(["null", "string"], ignoreOrder: true);
    }

    [Fact]
    public async Task Every_route_says_how_it_answers_and_how_it_refuses()
    {
        var operations = (await Document()).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (Name: o.Name + " " + p.Name, o.Value))).ToList();
        operations.Count.ShouldBeGreaterThan(80);
        foreach (var (name, operation) in operations)
        {
            var answers = operation.GetProperty("responses");
            answers.GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue(name);
            var good = answers.EnumerateObject().Where(a => a.Name.StartsWith('2')).ToList();
            good.ShouldNotBeEmpty(name);
            if (!name.Contains("/files/{id}", StringComparison.Ordinal))
                good.Where(a => a.Name != "204" && !a.Value.TryGetProperty("content", out var _)).ShouldBeEmpty(name);
        }
    }

    private async Task<JsonElement> Document() => (await server.Host.Connect().Get("/openapi/v1.json")).Ok().Json;

    private static List<string?> Required(JsonElement schemas, string name) =>
        schemas.GetProperty(name).TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(r => r.GetString())] : [];

    private static List<string?> Words(JsonElement schema) => [.. schema.GetProperty("enum").EnumerateArray().Select(w => w.GetString())];
}
