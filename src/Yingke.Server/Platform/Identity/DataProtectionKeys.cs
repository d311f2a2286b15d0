using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Identity;

/// <summary>Keys behind visitor tokens and protected secrets, in the database so that every node and every backup has them.</summary>
internal sealed class DataProtectionKey
{
    public required string Id { get; init; }
    public required string Xml { get; init; }
}

internal sealed class DataProtectionTables : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> keys)
    {
        keys.ToTable("data_protection_keys");
        keys.HasKey(k => k.Id);
    }
}

internal sealed class DataProtectionKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<Db>().Set<DataProtectionKey>().AsNoTracking().AsEnumerable().Select(k => XElement.Parse(k.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        db.Add(new DataProtectionKey { Id = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
